"""One file per funding source; the file name is the key."""
