"""Facts on which money depends, read out of prose: pure functions from text to values, each with its words."""
