# A broker with the provider as it was while the service had v1.0 only (1.1 to 1.30), which calls /v1.0. Variables as in ../terraform.

terraform {
  required_providers {
    huaweicloud = {
      source  = "huaweicloud/huaweicloud"
      version = "~> 1.30.0"
    }
  }
}

variable "url" { type = string }
variable "access_key" { type = string }
variable "secret_key" {
  type      = string
  sensitive = true
}
variable "region" { type = string }
variable "zone" { type = string }
variable "vpc_id" { type = string }
variable "subnet_id" { type = string }
variable "security_group_id" { type = string }
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
    iam = "${var.url}/"
    dms = "${var.url}/"
  }
}

data "huaweicloud_dms_az" "one" {
  code = var.zone
}

data "huaweicloud_dms_product" "single" {
  engine           = "rabbitmq"
  version          = "3.7.17"
  instance_type    = "single"
  vm_specification = "2vCPUs 4GB"
}

resource "huaweicloud_dms_instance" "orders" {
  name              = "orders"
  engine            = "rabbitmq"
  engine_version    = "3.7.17"
  storage_space     = 100
  storage_spec_code = "dms.physical.storage.ultra"
  product_id        = data.huaweicloud_dms_product.single.id
  available_zones   = [data.huaweicloud_dms_az.one.id]
  vpc_id            = var.vpc_id
  subnet_id         = var.subnet_id
  security_group_id = var.security_group_id
  access_user       = "user"
  password          = var.broker_password
}
