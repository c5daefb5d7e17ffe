"""More than one machine: nodes that are lost, cut off and replaced, each in a network namespace of this one."""
