namespace Nmt.Text.Corpora.Streaming;

/// <summary>A pair of lines and where it stands.</summary>
internal readonly record struct TrainingPair(string Source, string Target, string File, int Line, AlignedLine? Alignment = null);
