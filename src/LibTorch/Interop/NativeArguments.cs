namespace TorchSharp;

/// <summary>Spells flags and optional values the way native code takes them.</summary>
internal static class NativeArguments
{
    internal static int Flag(this bool value) => value ? 1 : 0;

    internal static int Present(this long? value) => value.HasValue ? 1 : 0;

    internal static int Code(this torch.ScalarType? type) => type is { } given ? (int)given : -1;
}
