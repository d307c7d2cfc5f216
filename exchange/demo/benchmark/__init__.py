"""How fast the platform is, as ratios taken in one run on one machine. Started by `./run benchmark`; never a test."""
