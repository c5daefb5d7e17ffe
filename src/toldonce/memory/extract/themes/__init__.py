"""What a clause tells of somebody, one module for each part of life."""
