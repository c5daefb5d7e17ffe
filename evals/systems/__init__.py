"""What is measured side by side: toldonce, and what it has to beat."""
