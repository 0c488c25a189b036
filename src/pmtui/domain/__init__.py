"""Terms and rules of program management: frozen values and pure functions, standard library only."""
