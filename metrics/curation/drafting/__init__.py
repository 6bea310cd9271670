"""A new report read into rows that a curator confirms or strikes."""
