"""What is held already, read together with what is said later: is it over?"""
