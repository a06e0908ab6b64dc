//! Files of passim, the program for text reuse in archives beyond one machine.
