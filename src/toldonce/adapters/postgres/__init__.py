"""Store, jobs and accounts in PostgreSQL, and the database that comes along. The only room with SQL in it."""
