using System.CommandLine;
using System.CommandLine.Parsing;

namespace Nmt.Cli.Options;

/// <summary>Values of an option that takes several: given once more, it forgets what it had, as sacreBLEU's options do.</summary>
internal static class LastGiven
{
    /// <summary>The values that follow the option's last appearance; its default where it has none.</summary>
    public static string[] Of(ParseResult parsed, Option<string[]> option)
    {
        if (parsed.GetResult(option) is not { IdentifierTokenCount: > 1 })
        {
            return parsed.GetValue(option) ?? [];
        }

        var tokens = parsed.Tokens.ToList();
        int last = tokens.FindLastIndex(token =>
            token.Type == TokenType.Option && (token.Value == option.Name || option.Aliases.Contains(token.Value)));
        return [.. tokens.Skip(last + 1).TakeWhile(token => token.Type is not (TokenType.Option or TokenType.DoubleDash)).Select(token => token.Value)];
    }
}
