namespace Assessment.Server.Tradecraft;

/// <summary>What a claim asserts, because somebody's belief that a thing is so is no evidence that it is.</summary>
public enum Assertion { Behaviour, Belief, Statement, Quantity, Opinion }
