"""What a provider does beyond its schema, as rules that are data.

A rule says when it holds (`predicates`, judged on a `view` of one change) and what follows: a
refusal, a replacement, a value (`planning`, `reading`, `checks`). The rules ship among the facts;
`model` reads those of one resource type.
"""
