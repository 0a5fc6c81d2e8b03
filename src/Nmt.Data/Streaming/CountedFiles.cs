using Nmt.Data.Corpora;
using Nmt.Text.Lines;

namespace Nmt.Data.Streaming;

/// <summary>Two files of a corpus that were read once before training.</summary>
/// <param name="Files">The files.</param>
/// <param name="Lines">How many lines each has.</param>
/// <param name="Dropped">The lines that filters leave out.</param>
internal sealed record CountedFiles(ParallelFiles Files, int Lines, LineSet Dropped);
