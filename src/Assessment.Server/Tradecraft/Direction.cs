namespace Assessment.Server.Tradecraft;

/// <summary>Which way a claim moves the level of a dimension that it bears on, or that it only gives context.</summary>
public enum Direction { Raises, Lowers, Context }
