"""What the ports are served by: PostgreSQL, stores in the process, embedding and language models, limits, webhooks."""
