using Nmt.Text.Vocabularies;

namespace Nmt.Text.Tokenization;

/// <summary>A subword model as its files define it, of any family. Immutable.</summary>
public interface ISubwordModel
{
    /// <summary>What error messages call the model, usually its file.</summary>
    string Name { get; }

    /// <summary>The family whose format the files have.</summary>
    SubwordFamily Family { get; }

    /// <summary>The type in one word: <c>bpe</c>, <c>unigram</c>, <c>word</c>, <c>char</c>, <c>tiktoken</c>, <c>gpt2</c> or <c>wordpiece</c>.</summary>
    string TypeName { get; }

    /// <summary>The pieces with their ids.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>Creates the tokenizer that applies the model.</summary>
    /// <param name="preTokenizer">How text is prepared; null lets the model decide.</param>
    /// <exception cref="ArgumentException">When the family has no such pre-tokenizer (<see cref="PreTokenizers.Problem"/>).</exception>
    ITokenizer CreateTokenizer(PreTokenizerKind? preTokenizer = null);

    /// <summary>Writes the model's files into a folder, under the names of <see cref="SubwordFiles"/>.</summary>
    void SaveTo(string folder);
}
