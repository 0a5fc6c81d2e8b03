using Nmt.Data.Batching;
using Nmt.Translation;

namespace Nmt.Training.Validation;

/// <summary>Requests to translate the sources of a validation or test set.</summary>
internal static class TextRequests
{
    /// <summary>The request for a sentence, with its file and line.</summary>
    public static TranslationRequest RequestOf(this ParallelText text, int index) =>
        new(index + 1L, text.Source[index]) { Place = text.PlaceOf(index) };
}
