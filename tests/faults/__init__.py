"""What goes wrong around a server that runs: disks, clocks, signals, tables, browsers."""
