namespace Nmt.Cli.Input;

/// <summary>Where lines come from that must each be answered.</summary>
internal interface ILineSource
{
    /// <summary>Whether everything lies ready: nobody waits at the other end for an answer.</summary>
    bool AreFiles { get; }

    /// <summary>Lines given out so far.</summary>
    long LinesRead { get; }

    /// <summary>The lines, numbered from 1; to be read once.</summary>
    /// <exception cref="Nmt.Text.DataException">When a line cannot be read and reading does not go on behind it.</exception>
    IEnumerable<InputLine> Lines();
}
