namespace Assessment.Server.Tradecraft;

/// <summary>The seven words of the UK's PHIA yardstick for how likely something is, from the least to the most.</summary>
public enum PhiaTerm { RemoteChance, HighlyUnlikely, Unlikely, RealisticPossibility, Likely, HighlyLikely, AlmostCertain }
