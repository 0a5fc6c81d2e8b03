using System.Buffers;
using System.Text;

namespace Nmt.Text.Subwords;

/// <summary>A subword of a line.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">
/// The piece; for text that the model does not know the characters of the line, with '▁' (U+2581) where the piece begins or ends a word.
/// </param>
public readonly record struct Subword(int Id, string Text)
{
    /// <summary>A text without the marks of words at its ends, unless it consists of them.</summary>
    public static string WithoutMarks(string text) => text.Trim(WordBoundaryMark.Character) is { Length: > 0 } word ? word : text;
}

/// <summary>A subword as it is shown to a reader.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The text that it adds to its word; empty for all parts of a character but the first.</param>
public sealed record LabelledSubword(int Id, string Text)
{
    /// <summary>What names it by itself; by default its text.</summary>
    public string Label { get; init; } = Text;

    /// <summary>The piece of the vocabulary, if the label differs from it and the text is known; otherwise empty.</summary>
    public string Piece { get; init; } = "";

    /// <summary>Whether the model reads it as its unknown piece.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether it represents no text, such as the end of sentence.</summary>
    public bool IsControl { get; init; }

    /// <summary>Whether its first byte is not the first of its character, which an earlier subword names.</summary>
    public bool ContinuesCharacter { get; init; }

    /// <summary>The label without the marks of words, unless it consists of them.</summary>
    public string WordText => Subword.WithoutMarks(Label);

    /// <summary>The end of sentence.</summary>
    public static LabelledSubword End(Vocabulary vocabulary) => new(vocabulary.Eos, vocabulary[vocabulary.Eos]) { IsControl = true };
}

/// <summary>Labels the subwords of a text: unknown text by its characters, and pieces that are bytes by the character that they spell.</summary>
/// <param name="tokenizer">The tokenizer of the subwords.</param>
public sealed class SubwordLabels(ITokenizer tokenizer)
{
    private readonly Vocabulary _vocabulary = tokenizer.Vocabulary;

    /// <summary>Labels the subwords of a line, one for each id of <see cref="ITokenizer.Encode"/>.</summary>
    public IReadOnlyList<LabelledSubword> FromLine(string line) => Label(tokenizer.EncodeWithText(line));

    /// <summary>Labels subwords whose line is not known; the label of an unknown one is the unknown piece.</summary>
    public IReadOnlyList<LabelledSubword> FromIds(IReadOnlyList<int> ids) => Label([.. ids.Select(id => new Subword(id, _vocabulary[id]))]);

    private List<LabelledSubword> Label(IReadOnlyList<Subword> subwords)
    {
        var labels = new List<LabelledSubword>(subwords.Count);
        for (int start = 0; start < subwords.Count;)
        {
            if (_vocabulary.IsReserved(subwords[start].Id))
            {
                labels.Add(Reserved(subwords[start++]));
                continue;
            }

            int end = start + 1;
            while (end < subwords.Count && !_vocabulary.IsReserved(subwords[end].Id))
            {
                end++;
            }

            LabelRun([.. subwords.Skip(start).Take(end - start)], labels);
            start = end;
        }

        return labels;
    }

    private LabelledSubword Reserved(Subword subword) => new(subword.Id, subword.Text)
    {
        IsUnknown = subword.Id == _vocabulary.Unk, IsControl = subword.Id != _vocabulary.Unk,
    };

    /// <summary>Labels consecutive subwords that have text; a character whose bytes belong to several of them is named in each.</summary>
    private void LabelRun(Subword[] run, List<LabelledSubword> labels)
    {
        byte[][] bytes = Array.ConvertAll(run, subword => tokenizer.BytesOf(subword.Id));
        var spelling = new SplitCharacters(bytes);
        for (int i = 0; i < run.Length; i++)
        {
            bool isByte = bytes[i].Length == 1 && bytes[i][0] < 0x80 && run[i].Text.Length > 1;
            labels.Add(spelling.HasPart[i] || isByte
                ? new LabelledSubword(run[i].Id, spelling.Text(i))
                {
                    Label = spelling.Label(i), Piece = run[i].Text, ContinuesCharacter = spelling.ContinuesCharacter[i],
                }
                : new LabelledSubword(run[i].Id, run[i].Text));
        }
    }
}

/// <summary>Decodes pieces that may begin or end inside of a character.</summary>
internal sealed class SplitCharacters
{
    private readonly StringBuilder[] _texts;
    private readonly StringBuilder[] _labels;

    public SplitCharacters(byte[][] pieces)
    {
        _texts = Array.ConvertAll(pieces, _ => new StringBuilder());
        _labels = Array.ConvertAll(pieces, _ => new StringBuilder());
        HasPart = new bool[pieces.Length];
        ContinuesCharacter = new bool[pieces.Length];
        byte[] all = [.. pieces.SelectMany(piece => piece)];
        int[] owners = [.. pieces.SelectMany((piece, i) => Enumerable.Repeat(i, piece.Length))];
        for (int at = 0; at < all.Length;)
        {
            bool isCharacter = Rune.DecodeFromUtf8(all.AsSpan(at), out var rune, out int length) == OperationStatus.Done;
            if (isCharacter)
            {
                Add(rune.ToString(), owners[at..(at + length)]);
            }
            else
            {
                AddInvalid(all.AsSpan(at, length), owners.AsSpan(at, length));
            }

            at += length;
        }
    }

    /// <summary>For each piece, whether it contains a part of a character, or bytes that are none.</summary>
    public bool[] HasPart { get; }

    /// <summary>For each piece, whether it begins inside a character.</summary>
    public bool[] ContinuesCharacter { get; }

    /// <summary>The characters that begin in a piece.</summary>
    public string Text(int piece) => _texts[piece].ToString();

    /// <summary>The characters of a piece; a part of one is numbered, as in <c>天(1/3)</c>.</summary>
    public string Label(int piece) => _labels[piece].ToString();

    private void Add(string character, int[] owners)
    {
        int[] parts = [.. owners.Distinct()];
        _texts[parts[0]].Append(character);
        foreach (var (i, part) in parts.Index())
        {
            HasPart[part] |= parts.Length > 1;
            ContinuesCharacter[part] |= i > 0;
            _labels[part].Append(parts.Length == 1 ? character : $"{character}({i + 1}/{parts.Length})");
        }
    }

    private void AddInvalid(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> owners)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            string text = Subwords.Piece.ByteText(bytes[i]);
            HasPart[owners[i]] = true;
            _texts[owners[i]].Append(text);
            _labels[owners[i]].Append(text);
        }
    }
}
