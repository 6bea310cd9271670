"""What leaves the dashboard as a file: workbooks and open data, each with its own metadata."""
