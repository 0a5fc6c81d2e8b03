using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model.Recurrent;

/// <summary>
/// Dropout of recurrent states that is the same at every step of a sentence (Gal and Ghahramani 2016): what a unit is
/// multiplied with, 0 or 1/(1-p).
/// </summary>
internal static class VariationalMask
{
    /// <summary>Draws a mask; null where nothing is dropped.</summary>
    /// <param name="probability">The p.</param>
    /// <param name="batch">Sentences.</param>
    /// <param name="hidden">Units.</param>
    /// <param name="like">Decides type and device.</param>
    public static Tensor? Draw(double probability, long batch, long hidden, Tensor like) => probability > 0
        ? empty([batch, hidden], like.dtype, like.device).bernoulli_(1 - probability).div_((1 - probability).ToScalar())
        : null;
}
