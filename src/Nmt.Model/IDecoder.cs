using Nmt.Runs.Config;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// Decodes target tokens. Its two modes, all positions at once and step by step, share their weights and give the same results.
/// </summary>
public interface IDecoder
{
    /// <summary>Width of the outputs, which the output layer maps to scores.</summary>
    long OutputSize { get; }

    /// <summary>Parts of the decoder that are parameter groups of their own: their groups and their paths within the decoder.</summary>
    IEnumerable<(ParameterGroup Group, string Path)> Groups { get; }

    /// <summary>The state before the first token, one row per sentence.</summary>
    IDecoderState Start(EncoderOutput encoded);

    /// <summary>Decodes one token per row.</summary>
    /// <param name="embedded">The embedded last tokens, <c>[rows, embed]</c>; a multiple of the source sentences.</param>
    /// <param name="state">The state that <see cref="Start"/> or the previous step returned.</param>
    DecoderStep Step(Tensor embedded, IDecoderState state);

    /// <summary>Teacher forcing: decodes all target positions, each with the preceding reference tokens as input.</summary>
    /// <param name="embedded">Embedded target inputs, <c>[batch, tgtLen, embed]</c>.</param>
    /// <param name="state">The state before the first token.</param>
    /// <param name="options">What to return; the teacher ratio is 1.</param>
    /// <returns>Outputs and weights of all positions.</returns>
    TeacherForcedOutput DecodeTeacherForced(Tensor embedded, IDecoderState state, TeacherForcingOptions options);
}
