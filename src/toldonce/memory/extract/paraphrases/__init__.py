"""The long way round made plain, before the themes read a clause."""
