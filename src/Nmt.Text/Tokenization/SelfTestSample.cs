namespace Nmt.Text.Tokenization;

/// <summary>A line by which a reader of a model can test whether it segments as the model's maker did.</summary>
/// <param name="Line">The line.</param>
/// <param name="Pieces">Its pieces with blanks between.</param>
public sealed record SelfTestSample(string Line, string Pieces);
