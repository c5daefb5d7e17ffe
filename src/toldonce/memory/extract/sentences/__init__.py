"""A text's sentences, and each as the plain ones that it amounts to."""
