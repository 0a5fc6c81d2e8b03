namespace Nmt.Training.Experiments;

/// <summary>A YAML sequence. No setting takes one, so its items are read over.</summary>
internal sealed record ConfigList(ConfigPosition Position) : ConfigNode(Position)
{
    public override string Shown => "a list";
}
