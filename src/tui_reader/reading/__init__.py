"""Any bytes or markup -> Document."""
