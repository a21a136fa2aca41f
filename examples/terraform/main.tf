# A broker with today's provider, which calls /v2. Warren's credentials.json has every value.
#
#   terraform init
#   terraform apply -var url=https://warren.example:8080 -var access_key=… -var secret_key=… -var region=eu-warren-1 -var zone=…
#
# Over plain http, or with Warren's own CA, set insecure = true; better, add tls/ca.crt of the data folder to the machine's trust.

terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = ">= 1.60.0"
    }
  }
}

variable "url" { type = string }
variable "access_key" { type = string }
variable "secret_key" {
  type      = string
  sensitive = true
}
variable "region" {
  type        = string
  description = "The project's name."
}
variable "zone" {
  type        = string
  description = "A zone's code, as GET /v2/available-zones has it."
}
variable "broker_password" {
  type      = string
  sensitive = true
}

provider "huaweicloud" {
  region     = var.region
  access_key = var.access_key
  secret_key = var.secret_key
  auth_url   = "${var.url}/v3"
  insecure   = true

  endpoints = {
    iam   = "${var.url}/"
    dms   = "${var.url}/"
    dmsv2 = "${var.url}/"
    vpc   = "${var.url}/"
    eps   = "${var.url}/"
  }
}

data "huaweicloud_vpc" "default" {
  name = "vpc-default"
}

data "huaweicloud_vpc_subnet" "default" {
  name = "subnet-default"
}

data "huaweicloud_networking_secgroup" "default" {
  name = "default"
}

resource "huaweicloud_dms_rabbitmq_instance" "orders" {
  name               = "orders"
  engine_version     = "3.8.35" # taken and echoed; broker_version of the API says what runs
  flavor_id          = "c6.2u4g.single"
  broker_num         = 1
  storage_space      = 100
  storage_spec_code  = "dms.physical.storage.ultra.v2"
  vpc_id             = data.huaweicloud_vpc.default.id
  network_id         = data.huaweicloud_vpc_subnet.default.id
  security_group_id  = data.huaweicloud_networking_secgroup.default.id
  availability_zones = [var.zone]
  access_user        = "user"
  password           = var.broker_password
}

output "address" {
  value = "${huaweicloud_dms_rabbitmq_instance.orders.connect_address}:${huaweicloud_dms_rabbitmq_instance.orders.port}"
}
