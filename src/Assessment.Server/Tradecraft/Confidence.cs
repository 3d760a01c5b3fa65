namespace Assessment.Server.Tradecraft;

/// <summary>How good the basis of a judgment is, never how likely the judgment is.</summary>
public enum Confidence { Low, Moderate, High }
