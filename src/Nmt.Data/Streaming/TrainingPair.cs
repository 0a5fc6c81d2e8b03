using Nmt.Data.Corpora;

namespace Nmt.Data.Streaming;

/// <summary>A pair of lines and where it stands.</summary>
internal readonly record struct TrainingPair(string Source, string Target, string File, int Line, AlignedLine? Alignment = null);
