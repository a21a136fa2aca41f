using Warren.Engine.Catalogue;

namespace Warren.Engine.Tests.Catalogue;

/// <summary>The embedded catalogue against 6.2 and 6.3 of the reference.</summary>
public sealed class ProductCatalogueTests
{
    /// <summary>Size, CPUs, GB of memory, nodes, GB of storage, and the hourly product's number; the monthly one is the next.</summary>
    private static readonly (string Code, int Cpus, int MemoryGb, int Nodes, int StorageGb, int Hourly)[] Table =
    [
        ("single.c3.2u4g", 2, 4, 1, 100, 30109),
        ("single.c3.4u8g", 4, 8, 1, 100, 30111),
        ("single.c3.8u16g", 8, 16, 1, 100, 30113),
        ("single.c3.16u32g", 16, 32, 1, 100, 30115),
        ("cluster.c3.4u8g.3", 4, 8, 3, 300, 30209),
        ("cluster.c3.4u8g.5", 4, 8, 5, 500, 30211),
        ("cluster.c3.4u8g.7", 4, 8, 7, 700, 30213),
        ("cluster.c3.8u16g.3", 8, 16, 3, 300, 30215),
        ("cluster.c3.8u16g.5", 8, 16, 5, 500, 30217),
        ("cluster.c3.8u16g.7", 8, 16, 7, 700, 30219),
        ("cluster.c3.16u32g.3", 16, 32, 3, 300, 30221),
        ("cluster.c3.16u32g.5", 16, 32, 5, 500, 30223),
        ("cluster.c3.16u32g.7", 16, 32, 7, 700, 30225),
    ];

    private readonly ProductCatalogue catalogue = ProductCatalogue.Default;

    [Fact]
    public void The_flavours_are_the_thirteen_of_the_reference_in_its_order()
    {
        Assert.Equal(
            Table.Select(t => ($"dms.instance.rabbitmq.{t.Code}", t.Code.Split('.')[0], t.Cpus, t.MemoryGb, t.Nodes, t.StorageGb, $"00300-{t.Hourly}-0--0", $"00300-{t.Hourly + 1}-0--0")),
            catalogue.Flavours.Select(f => (f.SpecCode, f.Type, f.Cpus, f.MemoryGb, f.Nodes, f.StorageGb, f.HourlyId, f.MonthlyId)));
    }

    [Fact]
    public void A_flavour_is_found_by_its_code_and_by_the_id_that_can_be_ordered_and_by_no_other()
    {
        Assert.All(catalogue.Flavours, flavour =>
        {
            Assert.Same(flavour, catalogue.BySpecCode(flavour.SpecCode));
            Assert.Same(flavour, catalogue.ByHourlyId(flavour.HourlyId));
            Assert.Null(catalogue.ByHourlyId(flavour.MonthlyId));
        });
        Assert.Null(catalogue.BySpecCode(""));
        Assert.Null(catalogue.ByHourlyId(""));
    }

    [Theory]
    [InlineData("dms.instance.rabbitmq.single.c3.2u4g", "2vCPUs 4GB")]
    [InlineData("dms.instance.rabbitmq.single.c3.16u32g", "16vCPUs 32GB")]
    [InlineData("dms.instance.rabbitmq.cluster.c3.4u8g.3", "4vCPUs 8GB * 3")]
    public void A_specification_names_the_size_and_the_nodes_of_a_cluster(string code, string specification)
    {
        Assert.Equal(specification, catalogue.BySpecCode(code)!.Specification);
    }

    [Fact]
    public void A_day_has_six_windows_of_four_hours_and_the_second_is_the_default()
    {
        Assert.Equal(
            [(1, 22, 2, false), (2, 2, 6, true), (3, 6, 10, false), (4, 10, 14, false), (5, 14, 18, false), (6, 18, 22, false)],
            catalogue.Windows.Select(w => (w.Seq, w.Begin, w.End, w.IsDefault)));
    }

    [Fact]
    public void There_is_one_version_and_there_are_three_classes_of_storage()
    {
        Assert.Equal(["3.7.17"], catalogue.EngineVersions);
        Assert.Equal(
            [("normal", "dms.physical.storage.normal", "SATA"), ("high", "dms.physical.storage.high", "SAS"), ("ultra", "dms.physical.storage.ultra", "SSD")],
            catalogue.IoClasses.Select(c => (c.Type, c.SpecCode, c.VolumeType)));
    }
}
