using System.CommandLine;

namespace Nmt.Cli.Commands.Subwords;

/// <summary><c>nmt subwords</c>: SentencePiece's tools, with the options of <c>spm_encode</c> and <c>spm_decode</c>.</summary>
internal static class SubwordsCommand
{
    public static Command Make(StandardStreams streams) =>
        new("subwords", "Trains subword models, cuts text into subwords and joins them, as SentencePiece does.")
        {
            SubwordsTrainCommand.Make(streams),
            SubwordsEncodeCommand.Make(streams),
            SubwordsDecodeCommand.Make(streams),
        };
}
