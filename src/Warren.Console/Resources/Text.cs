namespace Warren.WebConsole.Resources;

/// <summary>Names the texts of the console: Text.resx (English) and Text.zh.resx (Chinese). A text that one of them lacks fails a test.</summary>
public sealed class Text;
