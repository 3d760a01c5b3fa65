namespace Assessment.Client.Cases;

/// <summary>A case file is not what it should be; the message says where and why.</summary>
public sealed class CaseFileException(string message, Exception? inner = null) : Exception(message, inner);
