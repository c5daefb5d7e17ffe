"""The Model Context Protocol: a memory as tools, resources and a prompt, over HTTP and over standard input."""
