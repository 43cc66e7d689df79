"""The tables of a corpus: what they hold, the rules that they keep, and how they are stored."""
