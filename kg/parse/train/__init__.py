"""Public treebanks and an encoder in, the shipped model out; needs the extra `train`."""
