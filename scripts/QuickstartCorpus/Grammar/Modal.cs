namespace QuickstartCorpus.Grammar;

/// <summary>A verb that governs an infinitive.</summary>
/// <param name="English">"want", "can" ...</param>
/// <param name="French">French infinitive.</param>
/// <param name="IsAuxiliary">Whether English negates and asks without "do", and needs no "to".</param>
internal sealed record Modal(string English, string French, bool IsAuxiliary)
{
    internal static IReadOnlyList<Modal> All { get; } =
        [new("want", "vouloir", false), new("like", "aimer", false), new("can", "pouvoir", true), new("must", "devoir", true)];
}
