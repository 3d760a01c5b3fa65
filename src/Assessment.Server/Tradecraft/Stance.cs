namespace Assessment.Server.Tradecraft;

/// <summary>Whether a cited claim speaks for a judgment or against it.</summary>
public enum Stance { Supports, Opposes }
