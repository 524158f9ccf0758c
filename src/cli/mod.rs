//! The commands: arguments as said -> as meant; the clock and the terminal come in here and nowhere else.
