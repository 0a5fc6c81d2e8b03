using Nmt.Text;

namespace Nmt.Data.Checks;

/// <summary>A corpus that is to be checked.</summary>
/// <param name="Name">What findings call it, as in <c>train</c>.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Files">Its files, at least one pair of them.</param>
public sealed record CheckedCorpus(string Name, CorpusRole Role, IReadOnlyList<ParallelFiles> Files);
