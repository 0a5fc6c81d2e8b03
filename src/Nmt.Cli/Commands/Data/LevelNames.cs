using Nmt.Data.Checks;

namespace Nmt.Cli.Commands.Data;

/// <summary>What levels of findings are called.</summary>
internal static class LevelNames
{
    public static string Of(FindingLevel level) => level switch
    {
        FindingLevel.Error => "error",
        FindingLevel.Warning => "warning",
        _ => "info",
    };
}
