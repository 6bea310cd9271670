"""What a figure is: units, periods, observations, series, and what is in view."""
