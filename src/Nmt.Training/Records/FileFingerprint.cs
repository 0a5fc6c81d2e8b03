namespace Nmt.Training.Records;

/// <summary>A corpus file as it was when a run was started.</summary>
/// <param name="Role">Where the config names it, as in <c>train.source</c>.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum, as <c>sha256sum</c> prints it.</param>
public sealed record FileFingerprint(string Role, string Path, long Bytes, string Sha256);
