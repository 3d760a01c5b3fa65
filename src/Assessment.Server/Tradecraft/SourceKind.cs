namespace Assessment.Server.Tradecraft;

/// <summary>What a source is; one that nobody can name is unknown and corroborates nothing.</summary>
public enum SourceKind { Document, Organization, Person, Media, Dataset, Unknown }
