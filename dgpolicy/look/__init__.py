"""How things look: colours, words, and frames as a reader wants them."""
