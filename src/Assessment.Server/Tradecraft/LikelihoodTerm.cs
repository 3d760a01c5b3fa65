namespace Assessment.Server.Tradecraft;

/// <summary>The seven words of ICD 203 for how likely something is, from the least to the most.</summary>
public enum LikelihoodTerm { AlmostNoChance, VeryUnlikely, Unlikely, RoughlyEvenChance, Likely, VeryLikely, AlmostCertain }
