"""Kinds of pets by what they are called: a beagle is a dog, a tabby a cat."""

from __future__ import annotations

from toldonce.memory.terms import words

_BREEDS = {
    "dog": """puppy pup labrador retriever poodle beagle bulldog dachshund corgi husky terrier spaniel greyhound collie
        pug chihuahua mutt hound whippet rottweiler doberman dalmatian
        cockapoo labradoodle goldendoodle""",
    "cat": "kitten kitty tabby siamese ragdoll ",
    "bird": "parrot parakeet budgie budgerigar canary cockatiel cockatoo macaw finch pigeon",
    "fish": "goldfish betta",
    "rabbit": "bunny",
}
_KIND_OF = {name: kind for kind, breeds in _BREEDS.items() for name in (kind, f"{kind}s", *breeds.split())}


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of animals that a text names, be it by a breed: "a beagle called Biscuit" names a dog."""
    return frozenset(_KIND_OF[word] for word in words(text) if word in _KIND_OF)
