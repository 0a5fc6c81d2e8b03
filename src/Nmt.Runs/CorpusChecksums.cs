using System.Security.Cryptography;
using Nmt.Text.Corpora;

namespace Nmt.Runs;

/// <summary>
/// Computes the checksums of all corpora in the background while the corpora are scanned and the subword model is trained,
/// which takes longer: the files are read from the disk once, and training does not wait.
/// </summary>
public sealed class CorpusChecksums : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<IReadOnlyList<FileFingerprint>> _work;

    private CorpusChecksums(DataConfig data)
    {
        (string Role, string Path)[] files =
            [.. Files("train", data.Train), .. Files("validation", data.Validation), .. Files("test", (IEnumerable<CorpusConfig>?)data.Test ?? [])];
        _work = Task.Run(() => HashAsync(files, _stop.Token));
    }

    /// <summary>Starts computing.</summary>
    public static CorpusChecksums Start(DataConfig data) => new(data);

    /// <summary>Waits for the checksums.</summary>
    /// <exception cref="OperationCanceledException">When cancellation is requested.</exception>
    public IReadOnlyList<FileFingerprint> Finish(CancellationToken cancellation) => _work.WaitAsync(cancellation).GetAwaiter().GetResult();

    /// <summary>Stops computing.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        // Finish throws the task's exception; here it only has to end.
        Task.WhenAny(_work).GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private static IEnumerable<(string Role, string Path)> Files(string name, IEnumerable<CorpusConfig> corpora) =>
        corpora.SelectMany(corpus => corpus.Files).SelectMany(pair => new[] { (name + ".source", pair.Source), (name + ".target", pair.Target) });

    private static async Task<IReadOnlyList<FileFingerprint>> HashAsync((string Role, string Path)[] files, CancellationToken stop)
    {
        var hashed = new List<FileFingerprint>();
        foreach (var (role, path) in files)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 20);
            byte[] sha256 = await SHA256.HashDataAsync(file, stop).ConfigureAwait(false);
            hashed.Add(new FileFingerprint(role, Path.GetFullPath(path), file.Length, Convert.ToHexStringLower(sha256)));
        }

        return hashed;
    }
}

/// <summary>A corpus file at the start of a run.</summary>
/// <param name="Role">Its config key, such as <c>train.source</c>.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum, in the format of <c>sha256sum</c>.</param>
public sealed record FileFingerprint(string Role, string Path, long Bytes, string Sha256);
